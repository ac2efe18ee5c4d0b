namespace Weft.Peers.Tests;

/// <summary>Waits for what real daemons need a moment for.</summary>
public static class Soon
{
    /// <summary>Far beyond what anything here takes on a busy machine.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(40);

    /// <summary>Looks until the condition holds; fails with what was seen last when it never does.</summary>
    public static void Holds(Func<bool> condition, string what, Func<string>? seen = null) =>
        Assert.True(Wait.Until(condition, Patience), $"never came true: {what}\n{seen?.Invoke()}");

    /// <summary>Looks until the value is the expected one.</summary>
    public static void Equal<T>(T expected, Func<T> actual, string what, Func<string>? more = null) =>
        Holds(() => Equals(expected, actual()), what, () => $"expected {expected}, found {actual()}\n{more?.Invoke()}");
}
