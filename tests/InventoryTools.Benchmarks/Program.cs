using BenchmarkDotNet.Running;
using InventoryTools.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(ContentHashBenchmarks).Assembly).Run(args);
