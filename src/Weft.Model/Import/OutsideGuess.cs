namespace Weft.Model;

/// <summary>Tells routers of others from nodes of the fabric, by what groups, labels and names say.</summary>
internal static class OutsideGuess
{
    public static bool IsOutside(TopologyMachine machine, TopologyNotes notes)
    {
        if (machine.Hints.Find(hint => hint.Role && TopologyWords.IsOutside(hint.Text)) is not { } said)
        {
            return false;
        }

        notes.Changed(machine.Span, $"node `{machine.Name}`", $"{said.Source} says that it is outside of the fabric, so it is an outside router");
        return true;
    }
}
