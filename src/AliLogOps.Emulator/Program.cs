using AliLogOps.Emulator.Hosting;

await using EmulatorServer server = await EmulatorServer.StartAsync(new EmulatorOptions(), TimeProvider.System, Console.Error).ConfigureAwait(false);
Console.WriteLine(server.Services.Endpoint);
await server.StopRequested.ConfigureAwait(false);
