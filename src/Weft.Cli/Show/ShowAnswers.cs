using System.Net.Sockets;
using Weft.Model;

namespace Weft.Cli;

/// <summary>What several nodes answered, and who did not.</summary>
internal sealed record ShowAnswers(List<NodeReport> Reports, List<string> Silent, List<string> Reasons)
{
    /// <summary>How long a node may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Asks every node the same.</summary>
    public static ShowAnswers Ask(IReadOnlyList<NodeSocket> nodes, ApiRequest request)
    {
        ShowAnswers answers = new([], [], []);
        foreach (NodeSocket node in nodes)
        {
            try
            {
                using NodeClient client = NodeClient.Connect(node.Path, Patience);
                NodeReport report = client.Ask(request);
                if (report.Error is { } error)
                {
                    throw new IOException(error);
                }

                answers.Reports.Add(report);
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                answers.Silent.Add(node.Node);
                answers.Reasons.Add($"{node.Node} does not answer at {node.Path}: {exception.Message}");
            }
        }

        return answers;
    }
}
