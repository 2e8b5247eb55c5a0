import MeshCore

/// One version of a function: what it is configured to be, and its code. `$LATEST` changes; a published one never does.
struct FunctionVersion: Sendable, Hashable, Codable {
    /// The name of the version that can be changed.
    static let latest = "$LATEST"

    let function: String
    /// `$LATEST`, or a number from 1.
    var version: String
    var settings: FunctionSettings
    var code: FunctionCode
    var description: String
    var revision: String
    var modifiedAt: Timestamp

    var isLatest: Bool { version == Self.latest }

    /// Whether publishing would make the same version again: the code and the settings are those of the last one.
    func isSame(as other: FunctionVersion) -> Bool {
        settings == other.settings && code == other.code
    }
}
