using CsCheck;
using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>What ends up in the kernel depends on the tables, not on how they came about.</summary>
public sealed class HistoryTests
{
    private static readonly Gen<TableStep[]> Steps = Gen.Select(
        Gen.Enum<TableStepKind>(), Gen.Int[0, 11], Gen.Int[0, 5], (kind, number, value) => new TableStep(kind, number, value)).Array[1, 40];

    [Fact]
    public void The_same_changes_one_by_one_squashed_and_repeated_end_in_the_same_kernel() => Steps.Sample(
        steps =>
        {
            string[] single = Play(steps, applyEvery: 1);
            Assert.Equal(single, Play(steps, applyEvery: 3));
            Assert.Equal(single, Play(steps, applyEvery: int.MaxValue));
            Assert.Equal(single, Play([.. steps, .. steps], applyEvery: 2));
        },
        iter: 200);

    [Fact]
    public void The_same_rows_in_reverse_order_end_in_the_same_kernel() => Steps.Sample(
        steps =>
        {
            // One step per row, so that the order cannot change what is wanted.
            TableStep[] rows = [.. steps.DistinctBy(step => step.Row)];
            Assert.Equal(Play(rows, applyEvery: 1), Play([.. rows.Reverse()], applyEvery: 1));
        },
        iter: 200);

    [Fact]
    public void After_any_changes_and_failures_the_kernel_holds_what_is_wanted() => Gen.Select(Steps, Gen.Int[0, 1_000_000]).Sample(
        (steps, seed) =>
        {
            FakeNode node = NewNode();
            RandomSource random = new((ulong)seed);
            foreach (TableStep step in steps)
            {
                Disturb(node, random);
                step.ApplyTo(node);
                node.Apply();
            }

            node.Quiesce();
            node.DataPlane.Repair(node.Now);
            node.Quiesce();
            Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        },
        iter: 300);

    [Fact]
    public void A_restart_anywhere_in_between_loses_no_wanted_route_and_ends_in_the_same_kernel() => Gen.Select(Steps, Gen.Int[0, 40]).Sample(
        (steps, at) =>
        {
            FakeNode before = NewNode();
            foreach (TableStep step in steps.Take(at))
            {
                step.ApplyTo(before);
                before.Apply();
            }

            FakeNode after = before.Restart();
            string[] wanted = [.. KernelPicture.Desired(before).Where(line => line.StartsWith("route", StringComparison.Ordinal))];
            after.Kernel.AfterChange = (_, _) => Assert.Empty(Destinations(wanted).Except(Destinations(KernelPicture.Actual(after))));
            after.SetGroup(2, 1);
            after.SetGroup(1, 0);
            foreach (TableStep step in steps.Take(at))
            {
                step.ApplyTo(after);
            }

            after.Apply();
            after.Tables.Settled = true;
            after.Apply();
            after.Kernel.AfterChange = null;
            foreach (TableStep step in steps.Skip(at))
            {
                step.ApplyTo(after);
                after.Apply();
            }

            after.Quiesce();
            Assert.Equal(KernelPicture.Desired(after), KernelPicture.Actual(after));
            Assert.Equal(Play(steps, applyEvery: 1), KernelPicture.Actual(after));
        },
        iter: 200);

    private static IEnumerable<string> Destinations(IEnumerable<string> lines) =>
        lines.Where(line => line.StartsWith("route", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]);

    private static string[] Play(TableStep[] steps, int applyEvery)
    {
        FakeNode node = NewNode();
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i].ApplyTo(node);
            if (i % applyEvery == 0)
            {
                node.Apply();
            }
        }

        node.Apply();
        node.Quiesce();
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        Assert.Empty(node.Events.Events);
        return KernelPicture.Actual(node);
    }

    private static FakeNode NewNode()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetGroup(1, 0);
        node.SetGroup(2, 1);
        node.Apply();
        return node;
    }

    private static void Disturb(FakeNode node, RandomSource random)
    {
        string port = node.Plan.FabricPorts()[random.Next(2)].Name;
        switch (random.Next(8))
        {
            case 0:
                node.Kernel.Failures.Refuse(_ => true, Errno.NoMemory, 1 + random.Next(3));
                break;
            case 1:
                node.Kernel.Failures.LoseReplies();
                break;
            case 2:
                node.Outsider.SetCarrier(port, false);
                node.Outsider.SetCarrier(port, true);
                node.DataPlane.HandleEvents(node.Now);
                break;
            case 3:
                foreach (KernelRoute route in node.Kernel.RouteRows.Values.Take(2).ToArray())
                {
                    node.Outsider.DeleteRoute(route, notify: random.Next(2) == 0);
                }

                break;
            case 4:
                node.Kernel.OverrunEvents();
                node.DataPlane.HandleEvents(node.Now);
                break;
            default:
                node.DataPlane.HandleEvents(node.Now);
                break;
        }
    }
}
