import Crypto

/// The script that pages measure themselves with: page views, events, outbound links, downloads, scrolling, engagement,
/// navigation without loading, e-commerce and Core Web Vitals, sent to ``CollectEndpoint/collect``.
package enum CollectScript {
    /// Where pages load it from.
    package static let path = "/collect.js"

    /// The script as it is sent: without comments and indentation.
    package static let served: String =
        source.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty && !$0.hasPrefix("//") }
        .joined(separator: "\n") + "\n"

    /// What tells it from other versions of itself: 16 hexadecimal digits.
    package static let fingerprint = HexText.encode(Array(SHA256.hash(data: Array(served.utf8)).prefix(8)))
}
