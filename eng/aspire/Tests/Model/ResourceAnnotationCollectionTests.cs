using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class ResourceAnnotationCollectionTests
{
    [Fact]
    public void Adding_while_enumerating_does_not_disturb_the_reader()
    {
        var annotations = new ResourceAnnotationCollection { new ReplicaAnnotation(1), new ReplicaAnnotation(2) };

        foreach (var annotation in annotations)
        {
            annotations.Add(annotation);
        }

        Assert.Equal(4, annotations.Count);
    }

    [Fact]
    public void Many_threads_add_without_losing_anything()
    {
        var annotations = new ResourceAnnotationCollection();

        Parallel.For(0, 500, i => annotations.Add(new ReplicaAnnotation(i)));

        Assert.Equal(Enumerable.Range(0, 500), annotations.OfType<ReplicaAnnotation>().Select(annotation => annotation.Replicas).Order());
    }
}
