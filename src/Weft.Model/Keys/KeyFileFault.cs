namespace Weft.Model;

/// <summary>What is wrong with a key file. The text never repeats what stands in the file: it might be a secret.</summary>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
/// <param name="Text">What is wrong and what to write instead.</param>
public readonly record struct KeyFileFault(int Line, string Text)
{
    public override string ToString() => Line == 0 ? Text : $"line {Line}: {Text}";
}
