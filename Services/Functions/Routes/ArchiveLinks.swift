import MeshCore
import MeshRuntime

/// Links to archives of code, as `GetFunction` gives them: whoever has one fetches the archive without a signature, for as long
/// as AWS's links last.
struct ArchiveLinks: Sendable {
    /// What a link says of itself.
    private struct Claim: Codable {
        let digest: String
        /// Milliseconds since 1970.
        let end: Int64
    }

    let cursors: Cursors
    let clock: any WallClock

    private static let lifetime = Duration.seconds(600)
    private static let scope = "archive"

    /// The mark by which a link to an archive is known.
    ///
    /// - Throws: What encoding throws.
    func mark(of code: FunctionCode) throws -> String {
        let end = (clock.now() + Self.lifetime).milliseconds
        return try cursors.make(Claim(digest: code.digest, end: end), scope: Self.scope)
    }

    /// Checks a link's mark.
    ///
    /// - Throws: `AccessDeniedException` when it is none for this archive, or has ended.
    func check(_ mark: String?, of code: FunctionCode) throws(AWSError) {
        // Whatever is wrong with it, the caller is told the same.
        let claim = mark.flatMap { try? cursors.read($0, as: Claim.self, scope: Self.scope) }
        guard let claim, claim.digest == code.digest, clock.now().milliseconds <= claim.end else {
            throw .accessDenied("The link to this archive is not valid, or has ended; GetFunction gives another.")
        }
    }
}
