namespace Sage.Api.Market.Feeds.Parsing;

/// <summary>Which one-letter names an object has had.</summary>
internal struct LetterSet
{
    private ulong _letters;

    /// <summary>False: had before. What is no letter is not remembered.</summary>
    public bool Add(byte name)
    {
        if (!char.IsAsciiLetter((char)name))
        {
            return true;
        }

        var bit = 1UL << (name & 63);
        var isNew = (_letters & bit) == 0;
        _letters |= bit;
        return isNew;
    }
}
