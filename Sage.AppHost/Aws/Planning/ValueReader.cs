using System.Globalization;
using System.Text;

namespace Sage.AppHost.Aws.Planning;

/// <summary>Turns every kind of value that a model can hold into an <see cref="AwsValue"/>: the only place that knows them.</summary>
/// <param name="plan">The plan so far.</param>
/// <param name="inBrowser">The values are built into a page: addresses are those of the public.</param>
internal sealed class ValueReader(PlanBuilder plan, bool inBrowser = false)
{
    // Npgsql would otherwise fall back to plain text where the server lets it: RDS has force_ssl, this says so on our side.
    private const string PostgresTls = ";SSL Mode=Require";
    private const string ValkeyTls = ",ssl=true";

    /// <summary>Reads a value of a variable or argument; <paramref name="where"/> names it in errors.</summary>
    public async Task<AwsValue> ReadAsync(object? value, string where, CancellationToken cancellationToken) => value switch
    {
        null => AwsValue.Empty,
        string text => AwsValue.Of(text),
        bool flag => AwsValue.Of(flag ? "true" : "false"),
        IResourceBuilder<IResource> builder => await ReadAsync(builder.Resource, where, cancellationToken),
        ParameterResource parameter => await ParameterAsync(parameter, cancellationToken),
        ConnectionStringReference reference => await ReadAsync(reference.Resource, where, cancellationToken),
        PostgresServerResource server => AwsValue.Join(await ReadAsync(server.ConnectionStringExpression, where, cancellationToken), AwsValue.Of(PostgresTls)),
        ValkeyResource server => AwsValue.Join(await ReadAsync(server.ConnectionStringExpression, where, cancellationToken), AwsValue.Of(ValkeyTls)),
        IResourceWithConnectionString resource => await ReadAsync(resource.ConnectionStringExpression, where, cancellationToken),
        EndpointReference endpoint => Endpoint(endpoint.Property(EndpointProperty.Url), where),
        EndpointReferenceExpression endpoint => Endpoint(endpoint, where),
        ReferenceExpression { IsConditional: true } either => await ConditionAsync(either, where, cancellationToken),
        ReferenceExpression expression => await ExpressionAsync(expression, where, cancellationToken),
        ContainerPortReference port => AwsValue.Of(PlanBuilder.PortOf(port.Resource).ToString(CultureInfo.InvariantCulture)),
        IFormattable number => AwsValue.Of(number.ToString(format: null, CultureInfo.InvariantCulture)),
        _ => throw new DistributedApplicationException($"{where} is a {value.GetType().Name}; what it will be on AWS is not known."),
    };

    private async Task<AwsValue> ParameterAsync(ParameterResource parameter, CancellationToken cancellationToken)
        => await plan.SecretOfAsync(parameter, cancellationToken) is { } secret ? AwsValue.Of(secret) : AwsValue.Of(await PlanBuilder.TextOfAsync(parameter, cancellationToken));

    private async Task<AwsValue> ConditionAsync(ReferenceExpression either, string where, CancellationToken cancellationToken)
    {
        var condition = await ReadAsync(either.Condition, where, cancellationToken);
        if (condition.Text is not { } text)
        {
            throw new DistributedApplicationException($"{where} depends on a value that is not known when the application is published.");
        }

        var chosen = text.Equals(either.MatchValue, StringComparison.OrdinalIgnoreCase) ? either.WhenTrue : either.WhenFalse;
        return await ReadAsync(chosen, where, cancellationToken);
    }

    private async Task<AwsValue> ExpressionAsync(ReferenceExpression expression, string where, CancellationToken cancellationToken)
    {
        var arguments = new List<AwsValue>();
        for (var index = 0; index < expression.ValueProviders.Count; index++)
        {
            var value = await ReadAsync(expression.ValueProviders[index], where, cancellationToken);
            arguments.Add(Encoded(value, expression.StringFormats[index], where));
        }

        var joined = AwsValue.Join(CompositeFormatReader.Read(expression.Format).Select(piece => piece.Argument is { } index ? arguments[index] : AwsValue.Of(piece.Text)));
        return WithTlsScheme(joined);
    }

    // What AWS makes up is letters and digits and needs no encoding; CloudFormation could do none.
    private static AwsValue Encoded(AwsValue value, string? format, string where) => format switch
    {
        null => value,
        _ when !format.Equals("uri", StringComparison.OrdinalIgnoreCase) => throw new DistributedApplicationException($"{where} formats a value as '{format}'; only 'uri' is known."),
        _ when value.Parts.OfType<SecretPart>().FirstOrDefault(part => part.Secret is not (CredentialSecret or GeneratedSecret { Rules.Special: false })) is { } secret
            => throw new DistributedApplicationException(
                $"{where} puts the secret '{secret.Secret.Owner}' into a URI. AWS cannot encode it there; pass the parts as variables of their own."),
        _ => new AwsValue([.. value.Parts.Select(part => part is TextPart text ? new TextPart(Uri.EscapeDataString(text.Text)) : part)]),
    };

    // Aspire's URI is the container's, without TLS; ElastiCache asks for it.
    private static AwsValue WithTlsScheme(AwsValue value)
        => value.Parts is [TextPart first, ..] && first.Text.StartsWith("valkey://", StringComparison.Ordinal) && value.Parts.Any(part => part is HostPart { Server: ValkeyResource })
            ? new AwsValue([new TextPart("valkeys" + first.Text["valkey".Length..]), .. value.Parts.Skip(1)])
            : value;

    private AwsValue Endpoint(EndpointReferenceExpression reference, string where)
    {
        var target = reference.Endpoint.Resource;
        if (plan.SiteOf(target) is { } site)
        {
            return Public(reference.Property, site.Aliases is [var alias, ..] ? alias : null, $"{where} asks for the address of the page '{target.Name}'");
        }

        if (inBrowser)
        {
            return target.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.Name.Equals(reference.Endpoint.EndpointName, StringComparison.OrdinalIgnoreCase) && endpoint.IsExternal)
                ? Public(reference.Property, plan.Settings.Domain is { } domain ? $"api.{domain}" : null, $"{where} asks for the address of '{target.Name}'")
                : throw new DistributedApplicationException($"{where} is the address of '{target.Name}' inside the network, which browsers do not reach.");
        }

        var (host, port, scheme) = plan.AddressOf(reference.Endpoint, where);
        var portText = AwsValue.Of(port.ToString(CultureInfo.InvariantCulture));
        return reference.Property switch
        {
            EndpointProperty.Host or EndpointProperty.IPV4Host => host,
            EndpointProperty.Port or EndpointProperty.TargetPort => portText,
            EndpointProperty.Scheme => AwsValue.Of(scheme),
            // RDS and ElastiCache are reached by TLS only.
            EndpointProperty.TlsEnabled => AwsValue.Of(target is PostgresServerResource or ValkeyResource ? bool.TrueString : bool.FalseString),
            EndpointProperty.HostAndPort => AwsValue.Join(host, AwsValue.Of(":"), portText),
            EndpointProperty.Url => AwsValue.Join(AwsValue.Of($"{scheme}://"), host, AwsValue.Of(":"), portText),
            _ => throw Unknown(reference.Property, where),
        };
    }

    private static AwsValue Public(EndpointProperty property, string? name, string where) => AwsValue.Of((property, name) switch
    {
        (_, null) => throw new DistributedApplicationException($"{where}, which is known only with a domain (Aws:Domain); a page reaches its services on its own origin."),
        (EndpointProperty.Url, _) => $"https://{name}",
        (EndpointProperty.Host, _) => name,
        (EndpointProperty.Port, _) => "443",
        (EndpointProperty.Scheme, _) => "https",
        (EndpointProperty.TlsEnabled, _) => bool.TrueString,
        (EndpointProperty.HostAndPort, _) => $"{name}:443",
        _ => throw Unknown(property, where),
    });

    private static DistributedApplicationException Unknown(EndpointProperty property, string where) => new($"{where} asks for the property '{property}' of an endpoint, which is not known.");
}

/// <summary>Takes a composite format apart: <c>Host={0};Path={{x}}</c> is text, argument 0, text.</summary>
internal static class CompositeFormatReader
{
    public static IEnumerable<(string Text, int? Argument)> Read(string format)
    {
        var text = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            var letter = format[index];
            if (letter is '{' or '}' && index + 1 < format.Length && format[index + 1] == letter)
            {
                text.Append(letter);
                index++;
            }
            else if (letter == '{')
            {
                var end = format.IndexOf('}', index);
                yield return (text.ToString(), null);
                text.Clear();
                yield return ("", int.Parse(format.AsSpan(index + 1, end - index - 1), NumberStyles.None, CultureInfo.InvariantCulture));
                index = end;
            }
            else
            {
                text.Append(letter);
            }
        }

        yield return (text.ToString(), null);
    }
}
