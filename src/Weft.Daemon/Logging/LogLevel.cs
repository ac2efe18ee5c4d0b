namespace Weft.Daemon;

/// <summary>How much is logged: this and everything more important.</summary>
public enum LogLevel : byte
{
    Debug,
    Information,
    Warning,
    Alarm,
}
