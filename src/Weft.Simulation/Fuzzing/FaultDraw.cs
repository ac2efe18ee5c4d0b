using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Draws what happens to links and nodes.</summary>
internal sealed class FaultDraw(Dice dice, Fabric fabric, List<StoryStep> steps, Action wait)
{
    private readonly List<(string A, string B)> _broken = [];
    private readonly List<ImpairStep> _impaired = [];
    private readonly List<string> _down = [];
    private readonly List<string> _dark = [];
    private readonly List<string> _drained = [];

    public void Cut() => Break(LinkCondition.Cut);

    public void Silence() => Break(LinkCondition.Silent);

    public void Mend()
    {
        if (_broken.Count > 0)
        {
            (string a, string b) = dice.Pick(_broken);
            _broken.Remove((a, b));
            steps.Add(new LinkStep(0, a, b, LinkCondition.Joined));
        }
        else if (_impaired.Count > 0)
        {
            ImpairStep bad = dice.Pick(_impaired);
            _impaired.Remove(bad);
            steps.Add(bad with { Lost = Whole(0), Twice = Whole(0), Jitter = TimeSpan.Zero });
        }
    }

    public void Impair()
    {
        FabricLink link = dice.Pick(fabric.Links);
        bool forward = dice.OnceIn(2);
        Fraction lost = dice.Pick([Whole(0), new Fraction(1, 100), new Fraction(1, 10), new Fraction(1, 3), Whole(1)]);
        Fraction twice = dice.Pick([Whole(0), Whole(0), new Fraction(1, 10), new Fraction(1, 2)]);
        TimeSpan jitter = dice.OnceIn(2) ? TimeSpan.Zero : dice.Milliseconds(1, 20);
        ImpairStep step = new(0, forward ? link.A.Node : link.B.Node, forward ? link.B.Node : link.A.Node, lost, twice, jitter);
        if (!step.IsMended && !_impaired.Exists(bad => bad.From == step.From && bad.To == step.To))
        {
            _impaired.Add(step);
            steps.Add(step);
        }
    }

    public void KillAndStart() => EndAndStart(NodeAct.Kill);

    public void StopAndStart() => EndAndStart(NodeAct.Stop);

    public void Kill()
    {
        if (PickRunning() is string node)
        {
            _down.Add(node);
            steps.Add(new NodeStep(0, node, dice.Pick([NodeAct.Kill, NodeAct.Stop])));
        }
    }

    public void Start() => Undo(_down, NodeAct.Start);

    public void Off()
    {
        if (PickRunning() is string node)
        {
            _dark.Add(node);
            steps.Add(new NodeStep(0, node, NodeAct.Off));
        }
    }

    public void On() => Undo(_dark, NodeAct.On);

    public void PowerCycle()
    {
        Off();
        wait();
        On();
    }

    public void Drain()
    {
        if (PickRunning() is string node && !_drained.Contains(node))
        {
            _drained.Add(node);
            steps.Add(new NodeStep(0, node, NodeAct.Drain));
        }
    }

    public void Undrain() => Undo(_drained, NodeAct.Undrain);

    public void Upgrade()
    {
        if (PickRunning() is string node && !_drained.Contains(node))
        {
            steps.Add(new NodeStep(0, node, NodeAct.Upgrade));
        }
    }

    private static Fraction Whole(int number) => new(number, 1);

    private void Break(LinkCondition condition)
    {
        FabricLink link = dice.Pick(fabric.Links);
        (string A, string B) ends = (link.A.Node, link.B.Node);
        if (!_broken.Contains(ends))
        {
            _broken.Add(ends);
            steps.Add(new LinkStep(0, ends.A, ends.B, condition));
        }
    }

    private void EndAndStart(NodeAct end)
    {
        if (PickRunning() is string node)
        {
            steps.Add(new NodeStep(0, node, end));
            steps.Add(new WaitStep(0, dice.Milliseconds(10, 600)));
            steps.Add(new NodeStep(0, node, NodeAct.Start));
        }
    }

    private void Undo(List<string> nodes, NodeAct act)
    {
        if (nodes.Count > 0)
        {
            string node = dice.Pick(nodes);
            nodes.Remove(node);
            steps.Add(new NodeStep(0, node, act));
        }
    }

    private string? PickRunning()
    {
        string[] running = [.. fabric.Nodes.Select(node => node.Name).Where(node => !_down.Contains(node) && !_dark.Contains(node))];
        return running.Length == 0 ? null : dice.Pick(running);
    }
}
