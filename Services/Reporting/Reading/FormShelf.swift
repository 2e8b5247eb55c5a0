import EventCollection
import ReportIntake

/// What events come to by the rules of the sites that one reader reads.
struct FormShelf {
    private struct Key: Hashable {
        let site: String
        let version: Int64
    }

    /// Sites whose forms are kept.
    private static let mostKept = 256
    /// What all of them may take.
    private static let mostBytes = 32 << 20

    private let geography: GeographyTable?
    private var forms: [Key: EventForms] = [:]
    private var byteCount = 0

    init(geography: GeographyTable?) {
        self.geography = geography
    }

    /// Takes a site's forms out, or begins them.
    mutating func take(_ generation: GenerationRecord, _ rules: ProcessingRules) -> EventForms {
        guard let known = forms.removeValue(forKey: Self.key(of: generation)) else {
            return EventForms(rules: rules, geography: geography)
        }
        byteCount -= known.byteCount
        return known
    }

    /// Puts them back.
    mutating func put(_ known: EventForms, of generation: GenerationRecord) {
        if forms.count >= Self.mostKept || byteCount + known.byteCount > Self.mostBytes {
            forms.removeAll(keepingCapacity: true)
            byteCount = 0
        }
        byteCount += known.byteCount
        forms[Self.key(of: generation)] = known
    }

    private static func key(of generation: GenerationRecord) -> Key {
        Key(site: generation.site, version: generation.version)
    }
}
