import MeshCore
import ReportingAPI

/// Where objects of a bucket are, in the path style (`http://store:9000/bucket/key`), which every store takes.
struct BucketAddress: Hashable, Sendable {
    let scheme: String
    /// With its port, where that is not the scheme's own.
    let authority: String
    let bucket: String
    let prefix: String
    let region: String
    let credentials: String

    /// Nil when the endpoint is no address.
    init?(_ bucket: ReportBucket) {
        guard let mark = bucket.endpoint.firstRange(of: "://") else { return nil }
        scheme = String(bucket.endpoint[..<mark.lowerBound])
        var authority = String(bucket.endpoint[mark.upperBound...])
        // A client leaves the scheme's own port out of Host, which is signed.
        for (known, port) in [("http", ":80"), ("https", ":443")] where scheme == known && authority.hasSuffix(port) {
            authority.removeLast(port.count)
        }
        guard ["http", "https"].contains(scheme), !authority.isEmpty else { return nil }
        self.authority = authority
        self.bucket = bucket.bucket
        prefix = bucket.prefix ?? ""
        region = bucket.region ?? "us-east-1"
        credentials = bucket.credentials
    }

    /// The path of an object: each segment of its key escaped once.
    func path(of name: String) -> String {
        let key = "\(prefix)\(name)".split(separator: "/", omittingEmptySubsequences: false)
            .map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
        return "/\(bucket)/\(key)"
    }

    func address(of name: String) -> String { "\(scheme)://\(authority)\(path(of: name))" }
}
