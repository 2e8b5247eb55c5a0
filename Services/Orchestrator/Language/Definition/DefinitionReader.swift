import JSONata
import MeshCore

/// Reads a definition's states, and gathers the groups in which they lie.
struct DefinitionReader {
    private var groups: [StateGroup?] = []

    /// The groups in the order in which they begin in the text.
    var finishedGroups: [StateGroup] { groups.compactMap { $0 } }

    /// The language that an object names, or the one around it.
    func language(
        of json: JSONValue, at location: String, around: QueryLanguage = .jsonPath
    ) throws(DefinitionError) -> QueryLanguage {
        guard let name = json["QueryLanguage"] else { return around }
        guard let language = name.stringValue.flatMap(QueryLanguage.init) else {
            throw DefinitionError("The query language is neither JSONPath nor JSONata", at: location + "/QueryLanguage")
        }
        return language
    }

    /// Reads an object with `StartAt` and `States`; its number is the answer.
    mutating func group(
        _ json: JSONValue, language: QueryLanguage, at location: String
    ) throws(DefinitionError) -> Int {
        let number = groups.count
        groups.append(nil)
        guard let startAt = json["StartAt"]?.stringValue else {
            throw DefinitionError("'StartAt' is missing", at: location + "/StartAt")
        }
        guard let states = json["States"]?.objectValue else {
            throw DefinitionError("'States' is missing", at: location + "/States")
        }
        guard states[startAt] != nil else {
            throw DefinitionError("'StartAt' names no state", at: location + "/StartAt")
        }
        var read: [String: StateDefinition] = [:]
        for (name, json) in states {
            read[name] = try state(json, named: name, language: language, at: "\(location)/States/\(name)")
        }
        for (name, state) in read {
            for target in state.targets where read[target] == nil {
                throw DefinitionError("'\(target)' is no state beside it", at: "\(location)/States/\(name)")
            }
        }
        groups[number] = StateGroup(startAt: startAt, states: read)
        return number
    }

    /// Reads one state.
    mutating func state(
        _ json: JSONValue, named name: String, language around: QueryLanguage, at location: String
    ) throws(DefinitionError) -> StateDefinition {
        guard json.objectValue != nil else { throw DefinitionError("A state is an object", at: location) }
        let language = try language(of: json, at: location, around: around)
        let fields = FieldReader(json: json, language: language, location: location)
        let kind = try kind(of: fields)
        let next = json["Next"]?.stringValue
        switch kind {
        case .succeed, .fail, .choice: break
        case .pass, .task, .wait, .parallel, .map:
            guard next != nil || json["End"]?.boolValue == true else {
                throw DefinitionError("The state has neither 'Next' nor 'End'", at: location)
            }
        }
        let use = StateUse(of: json)
        return StateDefinition(
            name: name, kind: kind, language: language, next: next, flow: try fields.flow(),
            assign: try fields.template("Assign"), retriers: try fields.retriers(), catchers: try fields.catchers(),
            usesContext: use.context, usesRandomness: use.randomness)
    }

    private mutating func kind(of fields: FieldReader) throws(DefinitionError) -> StateKind {
        switch fields.json["Type"]?.stringValue {
        case "Pass": return .pass(result: fields.language == .jsonPath ? fields.json["Result"] : nil)
        case "Task": return .task(try fields.task())
        case "Choice": return .choice(try fields.choice())
        case "Wait": return .wait(try fields.wait())
        case "Succeed": return .succeed
        case "Fail": return .fail(FailFields(error: try fields.text("Error"), cause: try fields.text("Cause")))
        case "Parallel":
            var branches: [Int] = []
            for (number, branch) in (fields.json["Branches"]?.arrayValue ?? []).enumerated() {
                let location = "\(fields.location)/Branches[\(number)]"
                branches.append(try group(branch, language: fields.language, at: location))
            }
            return .parallel(branches: branches)
        case "Map":
            let name = fields.json["ItemProcessor"] == nil ? "Iterator" : "ItemProcessor"
            let processor = fields.json[name] ?? .null
            let location = "\(fields.location)/\(name)"
            let language = try language(of: processor, at: location, around: fields.language)
            return .map(
                try fields.map(processor: try group(processor, language: language, at: location), in: processor))
        default: throw DefinitionError("The type is none of the language's", at: fields.location + "/Type")
        }
    }
}

extension StateDefinition {
    /// The states to which this one can go.
    fileprivate var targets: [String] {
        var targets = catchers.map(\.next)
        if let next { targets.append(next) }
        if case .choice(let fields) = kind {
            targets += fields.choices.map(\.next)
            if let next = fields.defaultNext { targets.append(next) }
        }
        return targets
    }
}
