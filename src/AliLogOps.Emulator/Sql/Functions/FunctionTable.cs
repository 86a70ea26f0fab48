namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>All functions by name.</summary>
internal static class FunctionTable
{
    private static readonly Lazy<Dictionary<string, List<SqlFunction>>> s_functions = new(Create);

    /// <summary>Functions of the service that are not built (Log Service documentation, lists of functions): 501 with their name.</summary>
    private static readonly HashSet<string> s_unbuilt = new(StringComparer.Ordinal)
    {
        "all_match", "any_match", "approx_set", "array_except", "array_intersect", "array_remove", "array_transpose", "array_union", "beta_cdf",
        "bitwise_left_shift", "checksum", "compare", "cosine_similarity", "crc32", "entropy", "filter", "flatten", "format_datetime", "from_base64",
        "from_big_endian_64", "from_hex", "from_utf8", "geohash", "hamming_distance", "hmac_md5", "hmac_sha1", "hmac_sha256", "hmac_sha512",
        "inverse_beta_cdf", "ip_subnet_max", "ip_subnet_range", "ip_to_city", "ip_to_city_geo", "ip_to_country", "ip_to_country_code",
        "ip_to_domain", "ip_to_geo", "ip_to_isp", "ip_to_provider", "ip_to_province", "json_extract_bool", "json_extract_double",
        "json_extract_long", "kurtosis", "last_day_of_month", "map", "map_concat", "map_filter", "map_from_entries", "map_union", "md5", "merge",
        "mobile_carrier", "mobile_city", "mobile_province", "multimap_agg", "none_match", "normalize", "numeric_histogram", "numeric_histogram_u",
        "parse_datetime", "parse_duration", "reduce", "regexp_extract_bool", "regexp_extract_double", "regexp_extract_long", "regexp_extract_map",
        "regr_intercept", "regr_slope", "repeat", "security_check_domain", "security_check_ip", "security_check_url", "sequence", "set_agg",
        "set_union", "sha1", "sha256", "sha512", "shuffle", "skewness", "slice", "st_astext", "st_contains", "st_distance", "st_geometryfromtext",
        "st_point", "to_base64", "to_big_endian_64", "to_hex", "to_utf8", "transform", "translate", "ts_anomaly_filter", "ts_compare",
        "ts_decompose", "ts_predicate_simple", "typeof", "width_bucket", "wilson_interval_lower", "window_funnel", "word_stem", "xxhash64", "zip",
        "zip_with",
    };

    /// <summary>The functions by what they work on, as the documentation groups them.</summary>
    public static IReadOnlyList<(string Title, IEnumerable<SqlFunction> Functions)> Groups { get; } =
    [
        ("aggregates", AggregateFunctions.All),
        ("windows", WindowFunctions.All),
        ("texts", StringFunctions.All),
        ("regular expressions", RegexFunctions.All),
        ("JSON", JsonFunctions.All),
        ("arrays and maps", CollectionFunctions.All),
        ("times", TimeFunctions.All),
        ("numbers", MathFunctions.All),
        ("URLs", UrlFunctions.All),
        ("IP addresses", IpFunctions.All),
    ];

    /// <summary>Names of the functions that are not built, in order.</summary>
    public static IReadOnlyList<string> Unbuilt => [.. s_unbuilt.Order(StringComparer.Ordinal)];

    /// <summary>Names of all functions, in order.</summary>
    public static IReadOnlyList<string> Names => [.. s_functions.Value.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The forms of a function; empty if there is none of the name.</summary>
    public static IReadOnlyList<SqlFunction> Find(string name)
    {
        return s_functions.Value.GetValueOrDefault(name) ?? [];
    }

    public static bool IsUnbuilt(string name)
    {
        return s_unbuilt.Contains(name);
    }

    private static Dictionary<string, List<SqlFunction>> Create()
    {
        Dictionary<string, List<SqlFunction>> table = new(StringComparer.Ordinal);
        foreach (SqlFunction function in Groups.SelectMany(group => group.Functions))
        {
            if (!table.TryGetValue(function.Name, out List<SqlFunction>? forms))
            {
                forms = [];
                table.Add(function.Name, forms);
            }
            forms.Add(function);
        }
        return table;
    }
}
