using Weft.Linux;
using Weft.Model;

namespace Weft.Lab;

/// <summary>Sends many LSPs from one spine, as fast as it can or evenly spaced.</summary>
internal sealed class IsisBenchSender(IsisBenchRig rig, IsisBenchSpeaker speaker, int spine, List<byte[]> lsps)
{
    /// <summary>The even pace, in LSPs a second.</summary>
    internal const int Pace = 2000;

    /// <summary>Sends them all; the loop goes on meanwhile. Returns when the first was sent, on <see cref="Clock"/>.</summary>
    internal long Send(bool isPaced)
    {
        using FrameBurst burst = rig.Burst(spine, speaker.Frames(lsps));
        long start = Clock.Now;
        Instant first = MonotonicClock.Now;
        int sent = 0;
        while (sent < lsps.Count)
        {
            Instant now = MonotonicClock.Now;
            int due = isPaced ? 1 + (int)((now - first).TotalSeconds * Pace) : lsps.Count;
            int end = sent + burst.Send(sent, Math.Min(due, lsps.Count) - sent);
            for (; sent < end; sent++)
            {
                speaker.NoteSent(lsps[sent], now);
            }

            rig.Turn(isPaced ? first + (TimeSpan.FromSeconds(1) * sent / Pace) : now);
        }

        return start;
    }
}
