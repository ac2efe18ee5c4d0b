using BenchmarkDotNet.Running;

namespace Weft.Bench;

/// <summary>Micro-benchmarks of the engines. <c>dotnet run -c Release --project bench/Weft.Bench -- --filter '*'</c></summary>
internal static class Program
{
    private static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
