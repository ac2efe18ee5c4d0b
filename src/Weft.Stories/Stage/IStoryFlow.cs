namespace Weft.Stories;

/// <summary>Numbered probes from one to another.</summary>
public interface IStoryFlow
{
    /// <summary>Its name in the story.</summary>
    string Id { get; }

    /// <summary>From whom to whom.</summary>
    Pair Pair { get; }

    /// <summary>When each probe was sent and when it arrived.</summary>
    FlowLog Log { get; }
}
