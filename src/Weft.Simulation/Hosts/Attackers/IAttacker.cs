using Weft.Model;

namespace Weft.Simulation;

/// <summary>Somebody at an access port who sends what no honest host sends, alone or beside an honest stack with the same MAC.</summary>
public interface IAttacker
{
    /// <summary>When <see cref="HandleTimer"/> wants to be called.</summary>
    Instant NextDeadline { get; }

    /// <summary>Does what is due.</summary>
    void HandleTimer(Instant now, IHostEffects effects);

    /// <summary>Sees a frame that reaches its port, be it for it or not.</summary>
    void Receive(Instant now, ReadOnlySpan<byte> frame, IHostEffects effects);
}
