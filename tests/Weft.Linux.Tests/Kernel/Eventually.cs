using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Weft.Linux.Tests;

/// <summary>Waits for what the kernel does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Looks again and again until the condition holds; fails when it never does.</summary>
    internal static void Holds(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"never came true: {what}");
            Thread.Sleep(1);
        }
    }
}
