namespace Weft.Model;

/// <summary>How much an event matters.</summary>
public enum EventSeverity : byte
{
    Information,
    Warning,

    /// <summary>Somebody must act.</summary>
    Alarm,
}
