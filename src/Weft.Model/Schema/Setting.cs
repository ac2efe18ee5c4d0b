namespace Weft.Model;

/// <summary>One key under <c>timers:</c> or <c>limits:</c>: its shape, and how it is read from and written to the settings. Durations are milliseconds.</summary>
internal sealed record Setting<T>(string Name, ScalarShape Shape, string Description, Func<T, long> Get, Func<T, long, T> With)
{
    /// <summary>The key as the format's tables have it, with its default in words.</summary>
    public FormatKey ToKey(T defaults)
    {
        long value = Get(defaults);
        string text = Shape.Kind == ScalarKind.Duration ? DurationText.Format(TimeSpan.FromMilliseconds(value)) : value.ToString();
        return new FormatKey(Name, Shape, Description) { Default = text };
    }
}
