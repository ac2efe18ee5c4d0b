namespace Weft.Daemon;

/// <summary>Entry point of <c>weftd</c>, the daemon that runs one node of a fabric.</summary>
internal static class Program
{
    private static int Main(string[] args) => args.Length == 0 ? 2 : 0;
}
