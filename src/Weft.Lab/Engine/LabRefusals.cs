using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>Steps of stories that no lab can do, or not on every kernel, found before anything is started.</summary>
public static class LabRefusals
{
    /// <summary>What a lab of this fabric cannot do on any kernel: the place of each step, and why.</summary>
    public static IEnumerable<string> Of(Story story, Fabric fabric)
    {
        Dictionary<string, LinkEnd?> places = fabric.Hosts.ToDictionary(host => host.Name, host => host.At);
        foreach (StoryStep step in story.Steps)
        {
            if (step is NodeStep { Act: NodeAct.Off } off && PowerSwitch.Holds(fabric, off.Node))
            {
                yield return $"{story.File}:{off.Line}: {off.Node} runs the routing daemons of the rim, which a lab does not switch off";
            }
            else if (step is MoveStep move)
            {
                LinkEnd? from = places[move.Host];
                string[] others = [.. places.Where(place => place.Key != move.Host && place.Value == from).Select(place => place.Key)];
                if (move.OldPort == OldPort.Loses && from is not null && from != move.To && others.Length > 0)
                {
                    yield return $"{story.File}:{move.Line}: {from} cannot lose its carrier with {move.Host}: {string.Join(", ", others)} is there too";
                }

                places[move.Host] = move.To;
            }
        }
    }

    /// <summary>What stories ask of a kernel that this one lacks, in words. Needs root.</summary>
    public static ImmutableArray<string> Missing(IEnumerable<Story> stories)
    {
        ImpairStep[] steps = [.. stories.SelectMany(story => story.Steps).OfType<ImpairStep>().Where(step => !step.IsMended)];
        return steps.Length == 0 || LinkImpairments.Tool == ImpairmentTool.Netem ? []
            : steps.Any(LinkImpairments.NeedsNetem) ? ["netem for frames that arrive twice or late"]
            : LinkImpairments.Tool == ImpairmentTool.None ? ["netem or netdev filter for frames that are lost"]
            : [];
    }
}
