namespace Weft.Peers.Tests;

/// <summary>Two leaves of Weft, and isisd as the spine between them.</summary>
public abstract class SpineLab : IDisposable
{
    private const string Fabric = """
        fabric: @spine
        nodes:
          @leaf1:
          @leaf2:
          @spine1: { role: spine }
        links:
          - { ends: "@leaf1:fab1 -- @spine1:fab1" }
          - { ends: "@leaf2:fab1 -- @spine1:fab2" }
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
        hosts:
          @a: { at: "@leaf1:swp1", subnet: web }
          @b: { at: "@leaf1:swp2", subnet: web }
          @c: { at: "@leaf2:swp1", subnet: web }
        ports:
          @leaf2: { swp2: web }
        """;

    protected SpineLab(string isis)
    {
        (Lab, Spine) = PeerLab.Up($"{Fabric}\nisis: {isis}\n", static lab =>
        {
            IsisPeer spine = lab.Keep(new IsisPeer(lab, "spine1"));
            lab.Start("leaf1");
            lab.Start("leaf2");
            lab.Settle();
            return spine;
        });
    }

    public PeerLab Lab { get; }

    public IsisPeer Spine { get; }

    public void Dispose()
    {
        Lab.Dispose();
        GC.SuppressFinalize(this);
    }
}
