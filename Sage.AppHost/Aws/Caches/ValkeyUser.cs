using Amazon.CDK;
using Amazon.CDK.AWS.ElastiCache;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Caches;

/// <summary>The one user of a Valkey server, with a password; the group takes the place of ElastiCache's own, which lets everybody in.</summary>
internal sealed class ValkeyUser : Construct
{
    /// <summary>
    /// Keys, messages and scripts, with all that clients send to begin with. Not: seeing all keys, emptying the cache, other clients,
    /// settings, users. Channels must be named, as Valkey gives none by itself. A test runs the client library against a server with these
    /// very rules.
    /// </summary>
    public const string AccessString = "on ~* &* -@all +@read +@write +@connection +@pubsub +@scripting +@transaction -@dangerous -@admin +info";

    private const string Engine = "valkey";

    public ValkeyUser(Construct scope, AwsPlan plan, PlannedCache cache, Func<CredentialSecret, SecretValue> password)
        : base(scope, "Users")
    {
        User = new CfnUser(this, "User", new CfnUserProps
        {
            UserId = cache.UserId,
            UserName = PlannedCache.UserName,
            Engine = Engine,
            AccessString = AccessString,
            // Two are possible, and there are two while one is changed.
            Passwords = [password(cache.Credentials).UnsafeUnwrap()],
        });
        Group = new CfnUserGroup(this, "Group", new CfnUserGroupProps
        {
            UserGroupId = plan.Names.Of(NameKind.UserGroup, $"{cache.Resource.Name}-users"),
            Engine = Engine,
            UserIds = [User.Ref],
        });
    }

    public CfnUser User { get; }

    public CfnUserGroup Group { get; }
}
