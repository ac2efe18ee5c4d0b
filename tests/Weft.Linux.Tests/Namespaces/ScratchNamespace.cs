namespace Weft.Linux.Tests;

/// <summary>A network namespace of one test; gone when the test is.</summary>
internal sealed class ScratchNamespace : IDisposable
{
    private static int _next;

    public ScratchNamespace()
    {
        Name = $"wlt{Environment.ProcessId}-{Interlocked.Increment(ref _next)}";
        NetworkNamespace.Create(Name);
    }

    public string Name { get; }

    public T Run<T>(Func<T> body) => NetworkNamespace.Run(Name, body);

    public void Run(Action body) => NetworkNamespace.Run(Name, body);

    public void Dispose() => NetworkNamespace.Delete(Name);
}
