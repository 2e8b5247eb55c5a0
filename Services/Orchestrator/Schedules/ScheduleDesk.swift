import MeshCore

/// The operations of EventBridge Scheduler's API: their members in, their outputs out.
struct ScheduleDesk: Sendable {
    let store: ScheduleStore

    /// What pages of lists hold at most, and unless said otherwise.
    private static let pageSizes = 1...100

    // MARK: - Schedules

    /// - Throws: ``SchedulerError``, as all of these; `StoreError`.
    func createSchedule(_ name: String, _ input: JSONObject) async throws -> JSONValue {
        let (key, definition, token) = try read(name, input)
        try definition.checkStart(at: store.clock.now())
        try await store.create(key, definition, token: token)
        return ["ScheduleArn": .string(key.arn(in: store.place))]
    }

    func updateSchedule(_ name: String, _ input: JSONObject) async throws -> JSONValue {
        let (key, definition, token) = try read(name, input)
        // A start that was right once may stand as it is.
        if try store.schedule(key)?.definition["StartDate"] != definition.document["StartDate"] {
            try definition.checkStart(at: store.clock.now())
        }
        try await store.update(key, definition, token: token)
        return ["ScheduleArn": .string(key.arn(in: store.place))]
    }

    func getSchedule(_ name: String, group: String?) throws -> JSONValue {
        let key = try key(name, group: group)
        guard let row = try store.schedule(key) else { throw SchedulerError.scheduleMissing(name) }
        var output = row.definition.objectValue ?? JSONObject()
        output["Arn"] = .string(key.arn(in: store.place))
        output["GroupName"] = .string(key.group)
        output["Name"] = .string(key.name)
        output["CreationDate"] = row.createdAt.epochSeconds
        output["LastModificationDate"] = row.modifiedAt.epochSeconds
        return .object(output)
    }

    func deleteSchedule(_ name: String, group: String?, token: String?) async throws -> JSONValue {
        var check = ConstraintCheck()
        let token = check.clientToken(token.map(JSONValue.string))
        try await store.delete(try key(name, group: group, check), token: token)
        return [:]
    }

    func listSchedules(_ page: SchedulePage, group: String?, state: String?) async throws -> JSONValue {
        var check = ConstraintCheck()
        let filter = ScheduleFilter(
            group: check.name(group, at: "groupName"), prefix: check.name(page.prefix, at: "namePrefix"),
            state: check.choice(state.map(JSONValue.string), at: "state", of: ScheduleState.self))
        let limit = check.number(page.limit, at: "maxResults", in: Self.pageSizes) ?? Self.pageSizes.upperBound
        try check.finish()
        let rows = try await store.schedules(filter, after: try page.after, limit: limit + 1)
        let shown = rows.prefix(limit)
        var output: JSONObject = ["Schedules": .array(shown.map(summary))]
        if rows.count > limit { output["NextToken"] = shown.last.map { .string(SchedulePageToken($0.key).text) } }
        return .object(output)
    }

    private func summary(_ row: ScheduleRow) -> JSONValue {
        [
            "Arn": .string(row.key.arn(in: store.place)), "CreationDate": row.createdAt.epochSeconds,
            "GroupName": .string(row.key.group), "LastModificationDate": row.modifiedAt.epochSeconds,
            "Name": .string(row.key.name), "State": row.definition["State"] ?? .null,
            "Target": ["Arn": row.definition["Target"]?["Arn"] ?? .null],
        ]
    }

    private func read(
        _ name: String, _ input: JSONObject
    ) throws(SchedulerError) -> (ScheduleKey, ScheduleDefinition, token: String?) {
        var check = ConstraintCheck()
        let name = check.name(name, at: "name", isRequired: true) ?? ""
        let group = check.text(
            input["GroupName"], at: "groupName", length: 1...64, pattern: ConstraintCheck.namePattern,
            ConstraintCheck.isName)
        let token = check.clientToken(input["ClientToken"])
        let definition = try ScheduleDefinition(.object(input), in: store.place, check)
        return (ScheduleKey(group: group ?? ScheduleKey.defaultGroup, name: name), definition, token)
    }

    private func key(
        _ name: String, group: String?, _ found: ConstraintCheck = ConstraintCheck()
    ) throws(SchedulerError) -> ScheduleKey {
        var check = found
        let name = check.name(name, at: "name", isRequired: true) ?? ""
        let group = check.name(group, at: "groupName") ?? ScheduleKey.defaultGroup
        try check.finish()
        return ScheduleKey(group: group, name: name)
    }

    // MARK: - Groups

    func createGroup(_ name: String, _ input: JSONObject) async throws -> JSONValue {
        var check = ConstraintCheck()
        let name = check.name(name, at: "name", isRequired: true) ?? ""
        let token = check.clientToken(input["ClientToken"])
        let tags = ScheduleTags.read(input["Tags"], &check)
        try check.finish()
        guard name != ScheduleKey.defaultGroup else { throw SchedulerError.defaultGroup }
        try await store.createGroup(name, tags: tags, token: token)
        return ["ScheduleGroupArn": .string(store.place.scheduleGroup(name))]
    }

    func getGroup(_ name: String) throws -> JSONValue {
        guard let row = try store.group(try key(name, group: nil).name) else { throw SchedulerError.groupMissing(name) }
        return group(row)
    }

    func deleteGroup(_ name: String, token: String?) async throws -> JSONValue {
        var check = ConstraintCheck()
        let token = check.clientToken(token.map(JSONValue.string))
        try await store.deleteGroup(try key(name, group: nil, check).name, token: token)
        return [:]
    }

    func listGroups(_ page: SchedulePage) async throws -> JSONValue {
        var check = ConstraintCheck()
        let prefix = check.name(page.prefix, at: "namePrefix") ?? ""
        let limit = check.number(page.limit, at: "maxResults", in: Self.pageSizes) ?? Self.pageSizes.upperBound
        try check.finish()
        let rows = try await store.groups(prefix: prefix, after: try page.after?.group ?? "", limit: limit + 1)
        let shown = rows.prefix(limit)
        var output: JSONObject = ["ScheduleGroups": .array(shown.map(group))]
        if rows.count > limit {
            output["NextToken"] = shown.last.map {
                .string(SchedulePageToken(ScheduleKey(group: $0.name, name: "")).text)
            }
        }
        return .object(output)
    }

    private func group(_ row: ScheduleGroupRow) -> JSONValue {
        [
            "Arn": .string(store.place.scheduleGroup(row.name)), "CreationDate": row.createdAt.epochSeconds,
            "LastModificationDate": row.modifiedAt.epochSeconds, "Name": .string(row.name),
            "State": row.isDeleting ? "DELETING" : "ACTIVE",
        ]
    }

    // MARK: - Tags

    func listTags(of arn: String) async throws -> JSONValue {
        [
            "Tags": .array(
                try await store.tags(of: try group(of: arn)).map {
                    ["Key": .string($0.key), "Value": .string($0.value)]
                })
        ]
    }

    func tag(_ arn: String, _ input: JSONObject) async throws -> JSONValue {
        let group = try group(of: arn)
        var check = ConstraintCheck()
        let tags = ScheduleTags.read(input["Tags"] ?? .null, isRequired: true, &check)
        try check.finish()
        try await store.tag(group, tags)
        return [:]
    }

    func untag(_ arn: String, keys: [String]) async throws -> JSONValue {
        try await store.untag(try group(of: arn), keys)
        return [:]
    }

    /// Only groups have tags.
    private func group(of arn: String) throws(SchedulerError) -> String {
        guard let name = store.place.scheduleGroup(ofARN: arn) else {
            throw .validation(
                "1 validation error detected: Value '\(arn)' at 'resourceArn' failed to satisfy constraint: Member must "
                    + "satisfy regular expression pattern: "
                    + #"^arn:aws(-[a-z]+)?:scheduler:[a-z0-9\-]+:\d{12}:schedule-group\/[0-9a-zA-Z-_.]+$"#)
        }
        return name
    }
}
