namespace Weft.Stories;

/// <summary>A story cannot go on. The message names the cause and, where there is one, the cure.</summary>
public sealed class StoryException : Exception
{
    public StoryException(string message)
        : base(message)
    {
    }

    public StoryException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
