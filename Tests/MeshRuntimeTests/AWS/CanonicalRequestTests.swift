import HTTPTypes
import MeshCore
import Testing

@testable import MeshRuntime

@Suite("The canonical request")
struct CanonicalRequestTests {
    /// AWS's documented example: a GET without anything, signed by a known key.
    @Test("and the signature of AWS's own example")
    func vanilla() throws {
        var head = HTTPRequest(method: .get, scheme: "https", authority: "example.amazonaws.com", path: "/")
        head.headerFields[.amazonDate] = "20150830T123600Z"
        let scope = SigningScope(
            accessKeyID: "AKIDEXAMPLE", date: "20150830", region: "us-east-1", service: "service")
        head.headerFields[.authorization] =
            "AWS4-HMAC-SHA256 Credential=\(scope.credential), SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        let signature = try SignatureV4(reading: head, service: "service")
        let key = RequestSigner.derivedKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", scope)
        let now = try #require(SigningTime.time("20150830T123900Z"))
        try signature.verify(head, payload: [UInt8](), by: key, at: now)
    }

    /// Amazon S3 API Reference, "Signature Calculations for the Authorization Header", the example of PUT Object.
    @Test("of S3 has the path as it is sent")
    func storage() throws {
        var head = HTTPRequest(
            method: .put, scheme: "https", authority: "examplebucket.s3.amazonaws.com", path: "/test%24file.text")
        let hash = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"
        for (name, value) in [
            ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-date", "20130524T000000Z"),
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"), ("x-amz-content-sha256", hash),
        ] {
            head.headerFields[try #require(HTTPField.Name(name))] = value
        }
        let canonical = CanonicalRequest(
            head, pathForm: .asSent,
            signedHeaders: ["date", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-storage-class"],
            payloadHash: hash)
        #expect(canonical.hash == "9e0e90d9c76de8fa5b200d8c849cd5b8dc7a3be3951ddb7f6a76b4158342019d")
    }

    @Test(
        "has the path without empty and dot segments, and escaped once more",
        arguments: [
            ("/", "/"), ("", "/"), ("/aws/", "/aws/"), ("//aws//x", "/aws/x"), ("/a/./b/../c", "/a/c"), ("/..", "/"),
            ("/functions/arn%3Aaws%3Alambda", "/functions/arn%253Aaws%253Alambda"), ("/a b", "/a%20b"),
            ("/f:1~x", "/f%3A1~x"),
        ])
    func path(raw: String, canonical: String) {
        #expect(CanonicalRequest.path(raw[...]) == canonical)
    }

    @Test(
        "has the query sorted, escaped in one way, and without the signature",
        arguments: [
            ("", ""), ("b=2&a=1", "a=1&b=2"), ("a=2&a=1", "a=1&a=2"), ("flag", "flag="), ("x=%7e%2f", "x=~%2F"),
            ("q=a+b", "q=a%2Bb"), ("X-Amz-Signature=1&Z=1&a=2", "Z=1&a=2"),
        ])
    func query(raw: String, canonical: String) {
        #expect(CanonicalRequest.query(raw[...]) == canonical)
    }

    @Test("has fields with their values trimmed and joined")
    func fields() {
        var head = HTTPRequest(method: .get, scheme: "http", authority: "h", path: "/")
        head.headerFields.append(HTTPField(name: .amazon("X-Amz-A"), value: "  one   two "))
        head.headerFields.append(HTTPField(name: .amazon("X-Amz-A"), value: "three"))
        let text = CanonicalRequest(head, signedHeaders: ["host", "x-amz-a"], payloadHash: "0").text
        #expect(text == "GET\n/\n\nhost:h\nx-amz-a:one two,three\n\nhost;x-amz-a\n0")
    }

    @Test("Times are written and read back", arguments: ["19700101T000000Z", "20240229T235959Z", "20261121T104500Z"])
    func times(text: String) throws {
        #expect(SigningTime.text(try #require(SigningTime.time(text))) == text)
    }

    @Test(
        "What is no time is none",
        arguments: ["", "20261121", "20261321T000000Z", "20260230T000000Z", "20261121T240000Z"])
    func noTimes(text: String) {
        #expect(SigningTime.time(text) == nil)
    }
}
