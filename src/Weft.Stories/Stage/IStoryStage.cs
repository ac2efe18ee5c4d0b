using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>
/// What a story plays on: a settled fabric with its hosts, in real time or in virtual time. Whatever cannot be done throws, as a rule
/// <see cref="StoryException"/>, and the story ends there.
/// </summary>
public interface IStoryStage
{
    /// <summary>The fabric as its file has it.</summary>
    Fabric Fabric { get; }

    /// <summary>What can be seen of it now.</summary>
    IStoryView View { get; }

    /// <summary>The one clock of all measurements, monotonic, in ticks of <see cref="TimeSpan"/>; greater than 0.</summary>
    long Now { get; }

    /// <summary>Between two probes of a flow.</summary>
    TimeSpan ProbeInterval { get; }

    /// <summary>How many of a flow's last probes may still be on their way, so that nobody knows yet whether they are lost.</summary>
    int ProbesUnderway { get; }

    /// <summary>Factor on every limit of a wait: 1 but for machines that are no measure of speed.</summary>
    int Tolerance { get; }

    /// <summary>Lets time go by until the condition holds or the limit has passed; returns whether it held.</summary>
    bool WaitUntil(Func<bool> condition, TimeSpan limit);

    /// <summary>Opens a flow, which sends a probe each interval until <see cref="Restore"/>.</summary>
    IStoryFlow OpenFlow(string id, Pair pair, AddressFamily family);

    /// <summary>Opens a TCP connection, which carries a known sequence until <see cref="Restore"/>.</summary>
    IStoryStream OpenStream(StoryConnection connection);

    /// <summary>Makes ready for an act, and lets go by what must go by before it. Measurements begin behind this.</summary>
    void Prepare(StoryStep step);

    /// <summary>Why this stage cannot do what a step says, though others can; null when it can. Such a step is left out, and the result says so.</summary>
    string? Refusal(StoryStep step) => null;

    /// <summary>
    /// Does what a step says, and returns when it is done: a move, an announcement, a command, something to a link or a node. The other
    /// steps are the player's own.
    /// </summary>
    void Do(StoryStep step);

    /// <summary>Sends a frame out of a host's interface as it is. The host itself knows nothing of it.</summary>
    void Send(string host, byte[] frame);

    /// <summary>True for a fault of the fabric or of the machine, which ends a story; false for a mistake in the program.</summary>
    bool EndsStory(Exception fault);

    /// <summary>Ends traffic and puts everything back as the fabric file has it: links join, daemons run, hosts are at home.</summary>
    void Restore();
}
