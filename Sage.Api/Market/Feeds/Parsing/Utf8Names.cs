namespace Sage.Api.Market.Feeds.Parsing;

/// <summary>Looks a name up without making it a string. Linear: a handful of symbols is faster compared than hashed.</summary>
internal static class Utf8Names
{
    public static int IndexOf(byte[][] names, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
