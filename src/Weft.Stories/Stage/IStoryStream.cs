namespace Weft.Stories;

/// <summary>A TCP connection that carries a known sequence of octets, watched from its receiving end.</summary>
public interface IStoryStream
{
    /// <summary>Octets that arrived, all of them right.</summary>
    long Received { get; }

    /// <summary>Octets that its sender writes each probe interval.</summary>
    int ChunkLength { get; }

    /// <summary>What broke the connection or its contents; null while all is well.</summary>
    string? Fault { get; }

    /// <summary>The longest wait between two arrivals since <see cref="Restart"/>, a wait that has not ended included.</summary>
    TimeSpan LongestGap { get; }

    /// <summary>Starts a new measurement of the longest gap.</summary>
    void Restart();
}
