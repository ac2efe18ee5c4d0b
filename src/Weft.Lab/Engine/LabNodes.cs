using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>The nodes of a lab: real daemons, asked by their API whether they are as they were told to be.</summary>
internal sealed class LabNodes(NativeLab lab) : INodeControls
{
    private readonly PowerSwitch _power = new(lab, new CommandRunner(lab.Options.Echo));

    public void Kill(string node) => lab.Daemons.Kill(node);

    public void Stop(string node) => lab.Daemons.Stop(node);

    public void Start(string node) => lab.Daemons.Start(node);

    public void StartNext(string node) => lab.Daemons.Start(node, lab.Options.NextDaemon);

    public void PowerOff(string node) => _power.Off(node);

    public void PowerOn(string node) => _power.On(node);

    public void SetDrained(string node, bool drained)
    {
        string act = drained ? ApiFormat.DoDrain : ApiFormat.DoUndrain;
        NodeReport? answer = null;

        // A daemon that has just been started answers a moment later.
        Wait.Until(() => (answer = Ask(node, ApiFormat.Drain, act)) is not null, lab.Options.Patience);
        if (answer?.Drain is null)
        {
            throw new LabException($"{node} does not {act}: {answer?.Error ?? "no answer"}");
        }
    }

    public void AwaitDrained(string node, bool drained)
    {
        string state = drained ? "drained" : "serving";
        if (!Wait.Until(() => Ask(node, ApiFormat.Drain)?.Drain is { WaitsFor.IsEmpty: true } report && report.State == state, lab.Options.Patience))
        {
            throw new LabException($"{node} is not {state} after {lab.Options.Patience.TotalSeconds:0} s");
        }
    }

    public void AwaitSettled(string node)
    {
        StatusReport? status = null;
        if (!Wait.Until(
            () => (status = Ask(node, ApiFormat.Status)?.Status) is { Ready: true, Settled: true } && status.AdjacenciesUp == status.FabricPorts, lab.Options.Patience))
        {
            string seen = status is null ? "does not answer" : $"has {status.AdjacenciesUp} of {status.FabricPorts} neighbours";
            throw new LabException($"{node} {seen} {lab.Options.Patience.TotalSeconds:0} s after its start");
        }
    }

    public void Expect(string host, LinkEnd at)
    {
        NodeReport? answer = NodeApi.Ask(
            LabPaths.Socket(lab.Name, at.Node), new ApiRequest { Get = ApiFormat.Hosts, Do = ApiFormat.DoExpect, Host = host, Port = at.Port, Seconds = HostExpectation.UsualSeconds });
        if (answer?.Hosts is null)
        {
            throw new LabException($"{at.Node} does not expect {host} at {at.Port}: {answer?.Error ?? "no answer"}");
        }
    }

    private NodeReport? Ask(string node, string table, string? act = null) =>
        NodeApi.Ask(LabPaths.Socket(lab.Name, node), new ApiRequest { Get = table, Do = act });
}
