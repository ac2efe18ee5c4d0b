using Weft.Model;

namespace Weft.Stories;

/// <summary>What can be done to the nodes of a stage. Whatever cannot be done throws and ends the story.</summary>
public interface INodeControls
{
    /// <summary>Ends a daemon without a word (SIGKILL).</summary>
    void Kill(string node);

    /// <summary>Ends a daemon in order (SIGTERM), and waits for it.</summary>
    void Stop(string node);

    /// <summary>Starts a daemon again.</summary>
    void Start(string node);

    /// <summary>Starts the next version of a daemon that has been stopped.</summary>
    void StartNext(string node);

    /// <summary>Asks a node to give way, or to serve again.</summary>
    void SetDrained(string node, bool drained);

    /// <summary>Waits until a node says that it gives way, or serves again.</summary>
    void AwaitDrained(string node, bool drained);

    /// <summary>Tells the node of a port that a host is about to be there.</summary>
    void Expect(string host, LinkEnd at);

    /// <summary>Waits until all of a node's ports have their neighbours again, and what its predecessor left and it does not want is gone.</summary>
    void AwaitSettled(string node);

    /// <summary>Takes a node's power away, with all that it had in its kernel.</summary>
    void PowerOff(string node);

    /// <summary>Gives a node its power back, and starts its daemon.</summary>
    void PowerOn(string node);
}
