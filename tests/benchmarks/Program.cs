using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using InventoryTools.Benchmarks.Floors;

if (!await Floor.RunAsync(args).ConfigureAwait(false))
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
        args, DefaultConfig.Instance.WithArtifactsPath(Path.Combine("out", "benchmarks")));
}
