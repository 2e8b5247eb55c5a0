import MeshCore
import Testing

@testable import EventSchemas

@Suite("Formats")
struct FormatTests {
    static let rows: [(format: SchemaFormat, valid: [String], invalid: [String])] = [
        (
            .dateTime,
            [
                "1963-06-19T08:30:06.283185Z", "1990-12-31T15:59:50.123-08:00", "1998-12-31T23:59:60Z",
                "1998-12-31T15:59:60.123-08:00",
                "1963-06-19t08:30:06z", "2020-02-29T00:00:00+00:00",
            ],
            [
                "1998-12-31T23:59:61Z", "1998-12-31T23:58:60Z", "1998-12-31T22:59:60Z", "1990-02-31T15:59:59Z",
                "1990-12-31T15:59:59-24:00",
                "1963-06-19T08:30:06.28123+01:00Z", "06/19/1963 08:30:06 PST", "2013-350T01:01:01",
                "1963-06-19T08:30:06", "1963-06-1৪T00:00:00Z",
                "1963-06-11T0৪:00:00Z", "+11963-06-19T08:30:06.283185Z", "1963-06-19 08:30:06Z", "",
                "2021-02-29T00:00:00Z", "1963-06-19T24:00:00Z",
            ]
        ),
        (
            .date, ["1963-06-19", "2020-02-29", "2000-02-29"],
            [
                "1900-02-29", "2021-02-29", "2020-13-01", "2020-01-32", "2020-04-31", "06/19/1963", "2013-350",
                "1998-1-20", "1998-01-1", "1963-06-1৪", "20230328", "2023-W01", "2020-11-28T23:55:45Z",
            ]
        ),
        (
            .time,
            [
                "08:30:06Z", "08:30:06.283185Z", "08:30:06-08:00", "23:59:60Z", "01:29:60+01:30", "23:29:60+23:30",
                "23:59:60+00:00", "15:59:60-08:00", "00:29:60-23:30", "08:30:06z",
            ],
            [
                "008:030:006Z", "8:3:6Z", "22:59:60Z", "23:58:60Z", "23:59:60+01:00", "23:59:60-01:00", "24:00:00Z",
                "00:60:00Z", "00:00:61Z", "01:02:03+24:00", "01:02:03+00:60", "01:02:03Z+00:30", "08:30:06 PST",
                "01:01:01,1111", "12:00:00", "12:00:00.52", "1২:00:00Z", "08:30:06#00:20", "ab:cd:efZ", "12:00:00.Z",
            ]
        ),
        (
            .duration, ["P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W", "P1Y2M3D"],
            [
                "PT1D", "P", "P1YT", "PT", "P2D1Y", "P1D2H", "P2S", "P1Y2W", "P২Y", "4DT12H30M5S", "P1", "P1Y3D",
                "PT1H1S", "P-1D", "p1d",
            ]
        ),
        (
            .email,
            [
                "joe.bloggs@example.com", "te~st@example.com", "~test@example.com", "te.s.t@example.com",
                "\"joe bloggs\"@example.com", "\"joe..bloggs\"@example.com", "\"joe@bloggs\"@example.com",
                "joe.bloggs@[127.0.0.1]", "joe.bloggs@[IPv6:::1]",
            ],
            [
                "2962", ".test@example.com", "test.@example.com", "te..st@example.com", "joe.bloggs@invalid=domain.com",
                "joe.bloggs@[127.0.0.300]", "a@b@c", "@example.com", "joe@", "실례@실례.테스트", "joe bloggs@example.com",
                "\"joe\"bloggs\"@example.com",
            ]
        ),
        (.idnEmail, ["실례@실례.테스트", "joe.bloggs@example.com"], ["2962", "@", "실례@"]),
        (
            .hostname,
            [
                "www.example.com", "xn--4gbwdl.xn--wgbh1c", "a-host-name", "h0stn4me", "1host", "a",
                String(repeating: "a", count: 63) + ".com", "XN--4GBWDL.example",
            ],
            [
                "-a-host-name-that-starts-with--", "not_a_valid_host_name", "", ".", "a.", ".a", "a..b", "-a", "a-",
                "a b", String(repeating: "a", count: 64), "ab--cd", "xn--X", "xn--aa---o47jg78q", "실례.테스트", "a.b;c",
            ]
        ),
        (
            .idnHostname,
            [
                "실례.테스트", "www.example.com", "ßς་〇", "l·l", "α͵β", "א׳ב", "א״ב", "・ぁ", "・ァ", "・丈", "क\u{94D}\u{200D}ष",
                "क\u{94D}\u{200C}ष", "بي\u{200C}بي", "a。b", "ب٠ب", "۰0", "xn--ihqwcrb4cv8a8dqg056pqjye",
            ],
            [
                "〮실례.테스트", "실〮례.테스트", "실례례테스트례례례례례례례례례례례례례례례례례례례례례례례례례테스트례례례례례례례례례례례례례례례례례례례례례례례례", "-> $1.00 <--",
                "xn--X", "a·l", "·l", "l·", "α͵S", "A׳ב", "def・abc", "・", "ب٠۰", "क\u{200D}ष", "\u{200D}ष",
                "\u{903}hello", "\u{300}hello", "\u{488}hello", "ـߺ", "〱〲〳〴〵〮〯〻", "XN--aa---o47jg78q", "-hello", "hello-",
                "", ".", "。",
            ]
        ),
        (
            .ipv4, ["192.168.0.1", "0.0.0.0", "255.255.255.255"],
            [
                "127.0.0.0.1", "256.256.256.256", "127.0", "0x7f000001", "2130706433", "087.10.0.1", "1২7.0.0.1",
                "192.168.1.0/24", " 1.1.1.1", "1..1.1",
            ]
        ),
        (
            .ipv6,
            [
                "::1", "::", "::abef", "::ffff:192.168.0.1", "1:2:3:4:5:6:7:8", "1::d6:192.168.0.1", "1:2::192.168.0.1",
                "::42:ff:1", "d6::", "1:d6::42", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7::",
            ],
            [
                "12345::", "1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1", "::laptop", ":2:3:4:5:6:7:8", "1:2:3:4:5:6:7:",
                ":2:3:4::8", "1::d6::42", "1::2:192.168.256.1", "1::2:192.168.ff.1", "::ffff:192.168.0.1:1",
                "1.2.3.4::", "1:2:3:4:5:::8", "1:2:3:4:5:6:7", "1", "127.0.0.1", "fe80::/64", "fe80::a%eth1", " ::1",
                "::1 ", "1:2:3:4:5:6:7:8::", "::ffff:1.2.3", "২::1",
            ]
        ),
        (
            .uri,
            [
                "http://foo.bar/?baz=qux#quux", "http://foo.com/blah_(wikipedia)_blah#cite-1",
                "http://foo.bar/?q=Test%20URL-encoded%20stuff", "http://xn--nw2a.xn--j6w193g/",
                "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com", "http://223.255.255.254",
                "ftp://ftp.is.co.za/rfc/rfc1808.txt", "ldap://[2001:db8::7]/c=GB?objectClass?one",
                "mailto:John.Doe@example.com", "news:comp.infosystems.www.servers.unix", "tel:+1-816-555-1212",
                "urn:oasis:names:specification:docbook:dtd:xml:4.1.2", "a:", "http://[v1.a]/",
            ],
            [
                "//foo.bar/?baz=qux#quux", "/abc", "\\\\WINDOWS\\fileshare", "abc", "http:// shouldfail.com",
                ":// should fail", "bar,baz:qux", "https://[@example.org/test.txt", "https://example.org/foobar\\.txt",
                "https://example.org/foobar<>.txt", "https://example.org/foobar{}.txt",
                "https://example.org/foobar^.txt", "https://example.org/foobar`.txt", "https://example.org/foo bar.txt",
                "https://example.org/foobar|.txt", "http://a/%zz", "http://a/é", "http://a:b/", "1a:b", "http://[::1",
                "http://a/#b#c", "",
            ]
        ),
        (
            .uriReference, ["/abc", "abc", "#fragment", "//foo.bar/", "", "?q", "a/b:c", "../a"],
            ["\\\\WINDOWS\\fileshare", "#frag\\ment", "a b", "1a:b", "é"]
        ),
        (
            .iri,
            [
                "http://ƒøø.ßår/?∂éœ=πîx#πîüx", "http://[2001:0db8:85a3:0000:0000:8a2e:0370:7334]",
                "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com",
            ],
            [
                "/abc", "http://2001:0db8:85a3:0000:0000:8a2e:0370:7334", "\\\\WINDOWS\\filëßåré", "âππ",
                ":// should fail",
            ]
        ),
        (
            .iriReference, ["//ƒøø.ßår/?∂éœ=πîx#πîüx", "/âππ", "âππ", "#ƒrägmênt"],
            ["\\\\WINDOWS\\filëßåré", "#ƒräg\\mênt"]
        ),
        (
            .uuid,
            [
                "2EB8AA08-AA98-11EA-B4AA-73B441D16380", "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
                "00000000-0000-0000-0000-000000000000", "99c17cbb-656f-664a-940f-1a4568f03487",
            ],
            [
                "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08-aa98-11ea-73b441d16380",
                "2eb8aa08-aa98-11ea-b4ga-73b441d16380", "2eb8aa08aa9811eab4aa73b441d16380",
                "2eb8aa08aa98-11ea-b4aa73b441d16380", "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380", "",
            ]
        ),
        (
            .uriTemplate,
            [
                "http://example.com/dictionary/{term:1}/{term}", "http://example.com/dictionary",
                "dictionary/{term:1}/{term}", "{+x,hello*}{?a.b,c%20}", "",
            ],
            [
                "http://example.com/dictionary/{term:1}/{term", "}", "{}", "{a,}", "{a:0}", "{a:12345}", "{a b}", "a b",
                "%z1", "<a>", "{.}",
            ]
        ),
        (
            .jsonPointer, ["", "/foo/bar~0/baz~1/%a", "/foo//bar", "/", "/i\\j", "/ ", "/~01"],
            ["/foo/bar~", "#", "#/", "a", "0", "/~2", "/~0~", "/~~"]
        ),
        (
            .relativeJSONPointer, ["1", "0/foo/bar", "2/0/baz/1/zip", "0#", "0+1", "1-2/a", "120/foo"],
            ["/foo/bar", "-1/foo/bar", "0##", "01/a", "01#", "", "0+01", "+1/foo", "1a"]
        ),
        (.regex, ["([abc])+\\s+$", "^\\p{L}+$"], ["^(abc]", "\\a", "^\\S(|(.|\\n)*\\S)\\Z"]),
    ]

    @Test("take what their documents say, and no more", arguments: rows)
    func formats(_ row: (format: SchemaFormat, valid: [String], invalid: [String])) {
        for text in row.valid { #expect(row.format.accepts(text), "\(row.format) \(text.debugDescription)") }
        for text in row.invalid { #expect(!row.format.accepts(text), "\(row.format) \(text.debugDescription)") }
    }

    @Test(
        "are notes unless somebody asserts them, and say nothing of what is no text", arguments: SchemaFormat.allCases)
    func notes(_ format: SchemaFormat) throws {
        let schema: JSONValue = ["format": .string(format.rawValue)]
        let text: JSONValue = .string("\u{1} %")
        #expect(try SchemaDocument(schema).accepts(text))
        let strict = try SchemaDocument(schema, options: SchemaOptions(formats: .asserted))
        #expect(try !strict.accepts(text) || format == .regex)
        for value: JSONValue in [1, 1.5, nil, true, [], [:]] { #expect(try strict.accepts(value)) }
    }

    @Test("Punycode counts what it decodes", arguments: ["bücher", "ليهمابتكلموشعربي؟", "他们为什么不说中文", "3年b組金八先生"])
    func punycode(_ text: String) throws {
        let label = Array(text.unicodeScalars)
        let encoded = ["bcher-kva", "egbpdaj6bu4bxfgehfvwxn", "ihqwcrb4cv8a8dqg056pqjye", "3b-ww4c5e180e575a65lsy2b"]
        let found = encoded.first { Punycode.decode($0.utf8) == label }
        #expect(found?.utf8.count == Punycode.encodedCount(label))
        #expect(Punycode.decode("99999999".utf8) == nil)
    }
}
