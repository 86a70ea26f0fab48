using AliLogOps.Benchmarks.Comparison;
using AliLogOps.Benchmarks.Soak;
using BenchmarkDotNet.Running;

try
{
    switch (args)
    {
        case ["child", .. var role]:
            await ChildRoles.RunAsync(role);
            return 0;
        case ["micro", .. var micro]:
            // within this process: a project that BenchmarkDotNet writes and builds would not see what is internal
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--inProcess", .. micro]);
            return 0;
        case ["soak", .. var soak]:
            await new SoakRun(SoakOptions.Parse(soak)).RunAsync();
            return 0;
        case ["compare", var first, var second]:
            return ResultTable.Compare(first, second) == 0 ? 0 : 1;
        case ["help" or "--help" or "-h"]:
            Console.WriteLine("""
                Usage: AliLogOps.Benchmarks [--sent N] [--logs N,N] [--rows N,N] [--stored N] [--sizes N,N] [--save FILE]
                       AliLogOps.Benchmarks compare FILE FILE      what the second run did twice as badly, exit code 1 if anything
                       AliLogOps.Benchmarks soak [--requests N] [--workers N] [--every SECONDS] [--seed N]
                                                                   memory of the emulator under the mixed load of an hour, a line now and then
                       AliLogOps.Benchmarks micro [options]        BenchmarkDotNet over the hot parts, such as micro --filter '*'
                """);
            return 0;
        default:
            await new ComparisonRun(ComparisonOptions.Parse(args)).RunAsync();
            return 0;
    }
}
catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or IOException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 2;
}
