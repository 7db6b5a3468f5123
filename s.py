import retroplan as rp, time
p=rp.from_template("loyalty",launch="2026-06-15",lang="fr")
s=rp.schedule(p)
t=time.time()
d=rp.dumps(s,"xlsx")
print(time.time()-t,len(d))
open("/tmp/wt/excel/out.xlsx","wb").write(d)
try:
    q=rp.read(d,format="xlsx"); print(q==s.plan)
    if q!=s.plan: print(rp.to_document(q)); print(rp.to_document(s.plan))
except rp.PlanError as e: print(e.text())
