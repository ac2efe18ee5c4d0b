namespace Weft.Fuzz;

/// <summary>Feeds mutated inputs to a target until something breaks or it is told to stop.</summary>
public static class Fuzzer
{
    /// <summary>Runs the seeds themselves and then mutations of them.</summary>
    /// <param name="target">The decoder.</param>
    /// <param name="seed">Draws the mutations.</param>
    /// <param name="keepGoing">Asked before each iteration, with its number from 0.</param>
    /// <returns>The first failure, or null.</returns>
    public static FuzzFailure? Run(FuzzTarget target, int seed, Func<long, bool> keepGoing)
    {
        IReadOnlyList<byte[]> seeds = target.Seeds();
        Mutator mutator = new(seeds, seed);
        for (long iteration = 0; keepGoing(iteration); iteration++)
        {
            byte[] input = iteration < seeds.Count ? seeds[(int)iteration] : mutator.Next();
            try
            {
                target.Run(input);
            }
            catch (Exception cause) when (cause is not OutOfMemoryException)
            {
                return new FuzzFailure(iteration, input, cause);
            }
        }

        return null;
    }
}
