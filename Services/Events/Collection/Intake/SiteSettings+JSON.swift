package import MeshCore

extension SiteSettings: Described {
    package static let schema = JSONSchema.object(
        "SiteSettings", description: "A site, and what its owner promises to visitors.",
        [
            .required("id", .string(1...128, pattern: "^[A-Za-z0-9._-]+$", description: "The site's number.")),
            .optional("name", .string(1...200)),
            .optional("timeZone", .string(1...50, description: "The zone of its reports' days.")),
            .optional("domains", .array(of: .string(1...255), count: 0...100)),
            .optional(
                "keys", .array(of: .string(1...255), count: 0...100, description: "Other trackers' names of it.")),
            .optional("secret", .string(1...255, description: "What the Measurement Protocol's api_secret must be.")),
            .optional("currency", .string(pattern: "^[A-Z]{3}$")),
            .optional("identity", .enumeration(IdentityPolicy.self)),
            .optional("consent", .enumeration(ConsentPolicy.self)),
            .optional("withoutConsent", .enumeration(SignalPolicy.self)),
            .optional("doNotTrack", .enumeration(SignalPolicy.self)),
            .optional("globalPrivacyControl", .enumeration(SignalPolicy.self)),
            .optional("bots", .enumeration(TrafficPolicy.self)),
            .optional("internalTraffic", .enumeration(TrafficPolicy.self)),
            .optional("internalRanges", .array(of: .string(1...64, description: "`192.0.2.0/24`"), count: 0...1000)),
            .optional("maximumAgeSeconds", .integer(60...3_153_600_000)),
        ])

    /// The settings as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["id": .string(id)]
        object.set("name", name)
        object["timeZone"] = .string(timeZone)
        object["domains"] = .array(domains.map { .string($0) })
        object["keys"] = .array(keys.map { .string($0) })
        object.set("secret", secret)
        object["currency"] = .string(currency.description)
        object["identity"] = .string(identity.rawValue)
        object["consent"] = .string(consent.rawValue)
        object["withoutConsent"] = .string(withoutConsent.rawValue)
        object["doNotTrack"] = .string(doNotTrack.rawValue)
        object["globalPrivacyControl"] = .string(globalPrivacyControl.rawValue)
        object["bots"] = .string(bots.rawValue)
        object["internalTraffic"] = .string(internalTraffic.rawValue)
        object["internalRanges"] = .array(internalRanges.map { .string($0.description) })
        object.set("maximumAgeSeconds", maximumAge.map { .int($0.components.seconds) })
        return .object(object)
    }

    /// Reads settings; what is absent has its default.
    ///
    /// - Throws: ``InvalidFields`` with each field that is wrong.
    package init(json: JSONValue) throws(InvalidFields) {
        var errors = Self.schema.validate(json)
        var ranges: [AddressRange] = []
        for (place, value) in (json["internalRanges"]?.arrayValue ?? []).enumerated() {
            guard let text = value.stringValue else { continue }
            if let range = AddressRange(text) {
                ranges.append(range)
            } else {
                errors.append(
                    FieldError(field: "internalRanges[\(place)]", code: "invalid", message: "is no address range"))
            }
        }
        guard errors.isEmpty, let id = json["id"]?.stringValue else { throw InvalidFields(errors) }
        self.init(
            id: id, name: json["name"]?.stringValue, timeZone: json["timeZone"]?.stringValue ?? "UTC",
            domains: Self.hosts(json["domains"]),
            keys: json["keys"]?.arrayValue?.compactMap(\.stringValue) ?? [], secret: json["secret"]?.stringValue,
            currency: json["currency"]?.stringValue.flatMap { Currency($0) } ?? .eur,
            identity: Self.word(json["identity"]) ?? .device, consent: Self.word(json["consent"]) ?? .optOut,
            withoutConsent: Self.word(json["withoutConsent"]) ?? .anonymous,
            doNotTrack: Self.word(json["doNotTrack"]) ?? .anonymous,
            globalPrivacyControl: Self.word(json["globalPrivacyControl"]) ?? .anonymous,
            bots: Self.word(json["bots"]) ?? .mark, internalTraffic: Self.word(json["internalTraffic"]) ?? .mark,
            internalRanges: ranges, maximumAge: json["maximumAgeSeconds"]?.intValue.map { .seconds($0) })
    }

    /// In lower case, each once: hosts that differ in nothing but their case are one.
    private static func hosts(_ value: JSONValue?) -> [String] {
        (value?.arrayValue ?? []).compactMap { $0.stringValue?.lowercased() }.reduce(into: []) { hosts, host in
            if !hosts.contains(host) { hosts.append(host) }
        }
    }

    private static func word<Word: RawRepresentable<String>>(_ value: JSONValue?) -> Word? {
        value?.stringValue.flatMap(Word.init(rawValue:))
    }
}
