using System.Globalization;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Tests.Pipelines;

public sealed class PipelineGraphTests
{
    [Fact]
    public void Levels_are_right_however_many_steps_ask_at_once()
    {
        const int length = 300;
        static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);

        for (var round = 0; round < 20; round++)
        {
            var graph = new PipelineGraph([.. Enumerable.Range(0, length).Select(number => new PipelineStep
            {
                Name = Name(number),
                Action = _ => Task.CompletedTask,
                DependsOnSteps = number == 0 ? [] : [Name(number - 1)],
            })]);
            var levels = new int[length];

            Parallel.For(0, length, number => levels[number] = graph.Level(Name(number)));

            Assert.Equal(Enumerable.Range(0, length), levels);
        }
    }
}
