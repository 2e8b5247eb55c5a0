import GRDB

extension WorkflowStanding {
    /// Reads it from disk.
    init(_ db: Database) throws {
        // Executions that are to be run again wait for room, and count with the one whose items they are.
        for row in try Row.fetchAll(
            db,
            sql: """
                WITH RECURSIVE part (root, number) AS (
                    SELECT number, number FROM execution WHERE status = 0
                    UNION SELECT root, e.number FROM part JOIN execution e ON e.parent = part.number
                    UNION SELECT root, e.number FROM part
                        JOIN map_run m ON m.execution = part.number JOIN execution e ON e.map_run = m.number
                )
                SELECT e.machine_name || '/' || e.name AS name,
                    sum((SELECT coalesce(max(last), 0) FROM history WHERE execution = part.number)
                        + (SELECT count(*) FROM map_run m JOIN map_item i ON i.map_run = m.number
                           WHERE m.execution = part.number AND i.status > 1)) AS steps
                FROM part JOIN execution e ON e.number = part.root GROUP BY part.root
                """)
        { steps[row["name"]] = row["steps"] }
        open = try Set(
            String.fetchAll(
                db,
                sql: """
                    SELECT 'task ' || t.id || ' of ' || e.name FROM task t JOIN execution e ON e.number = t.execution
                    UNION ALL
                    SELECT 'timer ' || t.id || ' of ' || e.name || ' for ' || t.due_at
                    FROM timer t JOIN execution e ON e.number = t.execution
                    UNION ALL
                    SELECT 'message ' || number || ' to execution ' || execution FROM mail
                    """))
    }
}
