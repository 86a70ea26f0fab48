using System.Runtime.InteropServices;
using AliLogOps.Emulator.Coverage;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Storage;

CommandLineAction action;
EmulatorOptions options;
try
{
    (action, options) = CommandLine.Parse(args);
    options = EnvironmentSettings.Apply(options, Environment.GetEnvironmentVariable);
}
catch (UsageException e)
{
    return Fail(e.Message, ExitCodes.Usage);
}
switch (action)
{
    case CommandLineAction.Help:
        Console.Out.WriteLine(CommandLine.Help);
        return ExitCodes.Success;
    case CommandLineAction.Check:
        return await HealthCheck.RunAsync(options.Check!, Console.Error).ConfigureAwait(false);
    case CommandLineAction.Coverage:
        Console.Out.Write(CoveragePage.Write());
        return ExitCodes.Success;
    case CommandLineAction.Version:
        Console.Out.WriteLine(EmulatorVersion.Text);
        return ExitCodes.Success;
}

EmulatorServer server;
try
{
    server = await EmulatorServer.StartAsync(options, TimeProvider.System, options.Log ? Console.Error : null).ConfigureAwait(false);
}
catch (DataPathException e)
{
    return Fail(e.Message, ExitCodes.Usage);
}
catch (StartFileException e)
{
    return Fail(e.Message, ExitCodes.StartFile);
}
catch (ListenException e)
{
    return Fail(e.Message, ExitCodes.CannotListen);
}

await using (server.ConfigureAwait(false))
{
    using PosixSignalRegistration terminate = OnSignal(PosixSignal.SIGTERM);
    // a terminal sends Ctrl+C to every process in it: it is meant for the owner's command, and the owner ends its emulator itself
    using PosixSignalRegistration interrupt = options.OwnerProcessId is null
        ? OnSignal(PosixSignal.SIGINT)
        : PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
    using CancellationTokenSource ended = new();
    Console.Out.WriteLine(ReadyLine.Format(server.Services));
    Console.Out.Flush();
    Task owner = options.OwnerProcessId is { } id ? OwnerWatch.WaitForEndAsync(id, ended.Token) : Task.Delay(Timeout.Infinite, ended.Token);
    Task trim = IdleTrim.Create(server.Services.Counters).RunAsync(ended.Token);
    await Task.WhenAny(server.StopRequested, owner).ConfigureAwait(false);
    await ended.CancelAsync().ConfigureAwait(false);
    await trim.ConfigureAwait(false);
}
return ExitCodes.Success;

PosixSignalRegistration OnSignal(PosixSignal signal)
{
    return PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        server.Services.RequestStop();
    });
}

static int Fail(string message, int exitCode)
{
    Console.Error.WriteLine(message);
    return exitCode;
}
