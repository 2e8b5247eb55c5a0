package import MeshCore

/// What a visitor and their browser said of their privacy.
package struct PrivacySignals: Hashable, Sendable {
    package var consent: ConsentState
    /// Do Not Track (`DNT: 1`).
    package var doNotTrack: Bool
    /// Global Privacy Control (`Sec-GPC: 1`).
    package var globalPrivacyControl: Bool

    package init(consent: ConsentState = .unknown, doNotTrack: Bool = false, globalPrivacyControl: Bool = false) {
        self.consent = consent
        self.doNotTrack = doNotTrack
        self.globalPrivacyControl = globalPrivacyControl
    }
}

extension PrivacySignals: Described {
    package static let schema = JSONSchema.object(
        "PrivacySignals", description: "What a visitor and their browser said of their privacy.",
        [
            .required("consent", .enumeration(ConsentState.self)),
            .required("doNotTrack", .boolean()),
            .required("globalPrivacyControl", .boolean()),
        ])

    /// The signals as JSON with its members in their order.
    package var json: JSONValue {
        [
            "consent": .string(consent.rawValue), "doNotTrack": .bool(doNotTrack),
            "globalPrivacyControl": .bool(globalPrivacyControl),
        ]
    }

    /// Reads signals from JSON that fits the schema; nil when it does not.
    package init?(json: JSONValue) {
        guard let consent = json["consent"]?.stringValue.flatMap(ConsentState.init(rawValue:)),
            let doNotTrack = json["doNotTrack"]?.boolValue,
            let globalPrivacyControl = json["globalPrivacyControl"]?.boolValue
        else { return nil }
        self.init(consent: consent, doNotTrack: doNotTrack, globalPrivacyControl: globalPrivacyControl)
    }
}
