using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Takes command line arguments.</summary>
    public interface IResourceWithArgs : IResource
    {
    }

    /// <summary>Takes environment variables.</summary>
    public interface IResourceWithEnvironment : IResource
    {
    }

    /// <summary>Has endpoints.</summary>
    public interface IResourceWithEndpoints : IResource
    {
    }

    /// <summary>Can wait for other resources.</summary>
    public interface IResourceWithWaitSupport : IResource
    {
    }

    /// <summary>Has no life of its own to wait for: a value.</summary>
    public interface IResourceWithoutLifetime : IResource
    {
    }

    /// <summary>Has probes.</summary>
    [Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public interface IResourceWithProbes : IResource
    {
    }

    /// <summary>Has named parameters that a deployment fills in.</summary>
    public interface IResourceWithParameters : IResource
    {
        /// <summary>The parameters.</summary>
        IDictionary<string, object?> Parameters { get; }
    }

    /// <summary>Belongs to another resource.</summary>
    public interface IResourceWithParent : IResource
    {
        /// <summary>The owner.</summary>
        IResource Parent { get; }
    }

    /// <summary>Belongs to a resource of a known type.</summary>
    /// <typeparam name="T">The owner's type.</typeparam>
    public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
    {
        /// <summary>The owner.</summary>
        new T Parent { get; }

        IResource IResourceWithParent.Parent => Parent;
    }

    /// <summary>Runs somewhere and so can be given to a compute environment.</summary>
    public interface IComputeResource : IResource
    {
    }

    /// <summary>Takes files out of another resource's container image.</summary>
    public interface IContainerFilesDestinationResource : IResource
    {
    }

    /// <summary>Decides itself what a reference to it means.</summary>
    /// <typeparam name="TSelf">The resource.</typeparam>
    public interface IResourceWithCustomWithReference<TSelf> : IResource
        where TSelf : IResource, IResourceWithCustomWithReference<TSelf>
    {
        /// <summary>Applies the reference, or returns null when the general rules are to be used.</summary>
        static abstract IResourceBuilder<TDestination>? TryWithReference<TDestination>(
            IResourceBuilder<TDestination> builder,
            IResourceBuilder<IResource> source,
            string? connectionName = null,
            bool optional = false,
            string? name = null)
            where TDestination : IResourceWithEnvironment;
    }
}

namespace Aspire.Hosting
{
    /// <summary>Can be found by name through service discovery.</summary>
    public interface IResourceWithServiceDiscovery : IResourceWithEndpoints
    {
    }

    /// <summary>Its container image holds files that others use.</summary>
    public interface IResourceWithContainerFiles : IResource
    {
    }
}
