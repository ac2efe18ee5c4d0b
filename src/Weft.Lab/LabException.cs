namespace Weft.Lab;

/// <summary>The lab could not do what was asked. The message names the cause and, where there is one, the cure.</summary>
public sealed class LabException : Exception
{
    public LabException(string message)
        : base(message)
    {
    }

    public LabException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
